from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kg.export.blank import relabelled
from kg.rdf import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from .common import canonical

P, Q = NamedNode("http://a.example/p"), NamedNode("http://a.example/q")
nodes = st.sampled_from([BlankNode(f"n{number}") for number in range(5)])
subjects = nodes | st.just(NamedNode("http://a.example/s"))
objects = subjects | st.just(Literal("x")) | st.builds(Triple, subjects, st.just(P), nodes)
quads = st.builds(Quad, subjects, st.sampled_from([P, Q]), objects, st.just(DefaultGraph()))


@given(st.lists(quads, max_size=8, unique=True))
def test_new_labels_change_nothing_else(group: list[Quad]) -> None:
    made = list(relabelled(group, "b"))
    assert len(set(made)) == len(group)
    if not any(isinstance(quad.object, Triple) for quad in group):
        assert canonical(made) == canonical(group)


@given(st.lists(quads, max_size=8, unique=True))
def test_labels_do_not_depend_on_those_before(group: list[Quad]) -> None:
    renamed = list(relabelled(group, "z"))
    assert list(relabelled(renamed, "b")) == list(relabelled(group, "b"))


def test_labels_do_not_depend_on_what_stands_beside() -> None:
    one = [Quad(BlankNode("a"), P, BlankNode("b"), DefaultGraph())]
    other = [Quad(BlankNode("c"), Q, Literal("x"), DefaultGraph())]
    assert list(relabelled(other + one, "b"))[1:] == list(relabelled(one, "b"))


def test_two_groups_that_say_the_same_stay_two() -> None:
    alike = [Quad(BlankNode(name), P, Literal("x"), DefaultGraph()) for name in "ab"]
    assert len(set(relabelled(alike, "b"))) == 2


def test_a_long_list_takes_no_long_time() -> None:
    chain = [BlankNode(f"l{number}") for number in range(2000)]
    rest = [Quad(a, P, b, DefaultGraph()) for a, b in pairwise(chain)]
    first = [Quad(a, Q, Literal(str(n)), DefaultGraph()) for n, a in enumerate(chain)]
    assert len(list(relabelled(rest + first, "b"))) == 3999
