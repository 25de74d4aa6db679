import assert from "node:assert/strict";
import test from "node:test";

import { distanceTo, isInView, layCourse, middleOf, newCourse, shorten, traceArrow, traceCourse } from "../../viz/engine/curves.js";

const SCREEN = { left: 0, top: 0, right: 400, bottom: 300 };

/** Nodes at these places, one edge between the first and the last. */
function shownOf(places, bend = 0, view = { scale: 1, x: 0, y: 0 }) {
  return {
    view,
    x: Float32Array.from(places, ([x]) => x),
    y: Float32Array.from(places, ([, y]) => y),
    radius: () => 10,
    scene: { edges: { from: Uint32Array.of(0), to: Uint32Array.of(places.length - 1), bend: Float32Array.of(bend) } },
  };
}

function courseOf(...about) {
  const course = newCourse();
  layCourse(shownOf(...about), 0, course);
  return course;
}

/** A pen that writes down what it is told. */
function recorder() {
  const told = [];
  const note = (name) => (...numbers) => told.push([name, ...numbers.map((number) => Math.round(number * 10) / 10)]);
  return { told, moveTo: note("move"), lineTo: note("line"), quadraticCurveTo: note("curve"), arc: note("arc"), closePath: note("close") };
}

test("a straight edge runs from middle to middle, through the camera", () => {
  const course = courseOf([[0, 0], [100, 50]], 0, { scale: 2, x: 10, y: 20 });
  assert.deepEqual([course.kind, course.x1, course.y1, course.x2, course.y2], ["line", 10, 20, 210, 120]);
  assert.deepEqual(middleOf(course), [110, 70]);
});

test("a bend to the left of its way bends up on the screen, and its middle goes half as far as its control point", () => {
  const [, y] = middleOf(courseOf([[0, 100], [200, 100]], 0.3));
  assert.ok(Math.abs(y - 70) < 1e-3);
  const [, back] = middleOf(courseOf([[200, 100], [0, 100]], 0.3));
  assert.ok(Math.abs(back - 130) < 1e-3);
});

test("an edge of a node with itself is a circle beside it", () => {
  const course = courseOf([[50, 50]]);
  assert.equal(course.kind, "loop");
  assert.ok(course.x1 > 50 && course.y1 < 50);
  assert.ok(distanceTo(course, ...middleOf(course)) < 1e-6);
  const pen = recorder();
  traceCourse(pen, course);
  assert.deepEqual(pen.told.map(([name]) => name), ["move", "arc"]);
});

test("the distance to a curve is nothing on the curve and grows aside of it", () => {
  const course = courseOf([[0, 100], [200, 100]], 0.4);
  const [x, y] = middleOf(course);
  assert.ok(distanceTo(course, x, y) < 0.5);
  assert.ok(Math.abs(distanceTo(course, x, y - 20) - 20) < 0.5);
  assert.ok(Math.abs(distanceTo(courseOf([[0, 0], [100, 0]]), 130, 40) - 50) < 1e-6);
});

test("what is cut off an edge leaves the rest where it was", () => {
  for (const bend of [0, 0.2, -0.6, 0.9]) {
    const whole = courseOf([[0, 0], [300, 120]], bend);
    const cut = { ...whole };
    shorten(cut, 25);
    assert.ok(Math.abs(Math.hypot(cut.x2 - whole.x2, cut.y2 - whole.y2) - 25) < 2.5, `bend ${bend}`);
    assert.ok(distanceTo(whole, ...middleOf(cut)) < 1 && distanceTo(whole, cut.x2, cut.y2) < 1);
  }
});

test("an arrow's tip is the end of its edge", () => {
  const pen = recorder();
  traceArrow(pen, courseOf([[0, 0], [100, 0]]), 10);
  assert.deepEqual(pen.told[0], ["move", 100, 0]);
  assert.ok(pen.told.slice(1, 4).every(([, x]) => x < 100 && x >= 90));
});

test("only what may cross a part of the screen is in view", () => {
  assert.ok(isInView(courseOf([[-50, 10], [500, 10]]), SCREEN));
  assert.ok(!isInView(courseOf([[-50, 10], [-5, 200]]), SCREEN));
  assert.ok(!isInView(courseOf([[10, 310], [300, 320]]), SCREEN));
  assert.ok(isInView(courseOf([[10, 310], [300, 310]], 0.5), SCREEN));
  assert.ok(!isInView(courseOf([[10, 310], [300, 310]], -0.5), SCREEN));
});
