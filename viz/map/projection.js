// From the globe to the plane: Tom Patterson's Natural Earth projection, in the polynomials he published.

const RADIAN = Math.PI / 180;

/**
 * @param {number} longitude in degrees
 * @param {number} latitude in degrees
 * @returns {[number, number]} to the right and down, in radii of the globe
 */
export function project(longitude, latitude) {
  const phi = latitude * RADIAN;
  const p2 = phi * phi;
  const p4 = p2 * p2;
  const across = 0.8707 - 0.131979 * p2 + p4 * (-0.013791 + p4 * (0.003971 * p2 - 0.001529 * p4));
  const up = 1.007226 + p2 * (0.015085 + p4 * (-0.044475 + 0.028874 * p2 - 0.005916 * p4));
  return [longitude * RADIAN * across, -phi * up];
}

/** How wide the whole map is. */
export const WIDTH = 2 * project(180, 0)[0];
