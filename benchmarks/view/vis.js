// vis-network alone, on our layout: straight lines are straight, and physics, hover and hidden work are off.
{
  const { size, data } = JSON.parse(document.getElementById("drawing").textContent);
  const container = document.getElementById("mynetwork");
  container.style.width = `${size[0]}px`;
  container.style.height = `${size[1]}px`;
  window.nodes = new vis.DataSet(data.nodes);
  window.edges = new vis.DataSet(data.edges);
  window.network = new vis.Network(container, { nodes: window.nodes, edges: window.edges }, {
    physics: false,
    layout: { improvedLayout: false },
    edges: { smooth: false },
    interaction: { hover: false, tooltipDelay: 1e9 },
  });
}
