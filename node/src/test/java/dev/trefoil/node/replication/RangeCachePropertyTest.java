package dev.trefoil.node.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.Address;
import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.KeySpace;
import dev.trefoil.NodeRef;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RangeCachePropertyTest {

    private static final KeySpace SPACE = new KeySpace(4);

    /** On a ring that stands still, what is found is what a lookup would tell. */
    @Property
    void onAQuietRingEveryAnswerIsRight(
            @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 0, max = 15) Integer> ids,
            @ForAll @Size(max = 30) List<@IntRange(min = 0, max = 15) Integer> lookups) {
        RangeCache cache = new RangeCache(4);
        TreeSet<Key> nodes =
                new TreeSet<>(ids.stream().map(RangeCachePropertyTest::point).toList());
        for (int lookup : lookups) {
            Key key = point(lookup);
            List<NodeRef> truth = List.of(node(successor(nodes, key)));
            cache.find(key).ifPresent(found -> assertThat(found).isEqualTo(truth));
            cache.learn(arc(nodes, key), truth);
            assertThat(cache.find(key)).contains(truth);
            assertThat(cache.size()).isLessThanOrEqualTo(4);
        }
    }

    /** After a change, at most one answer is wrong for each arc that was known. */
    @Property
    void whatWasWrongIsForgottenAtTheFirstMistake(
            @ForAll @Size(min = 2, max = 6) List<@IntRange(min = 0, max = 15) Integer> before,
            @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 0, max = 15) Integer> after) {
        RangeCache cache = new RangeCache(64);
        TreeSet<Key> old =
                new TreeSet<>(before.stream().map(RangeCachePropertyTest::point).toList());
        TreeSet<Key> now =
                new TreeSet<>(after.stream().map(RangeCachePropertyTest::point).toList());
        for (int i = 0; i < 16; i++) {
            cache.learn(arc(old, point(i)), List.of(node(successor(old, point(i)))));
        }
        int mistakes = 0;
        for (int i = 0; i < 16; i++) {
            Key key = point(i);
            List<NodeRef> truth = List.of(node(successor(now, key)));
            if (cache.find(key).isPresent() && !cache.find(key).get().equals(truth)) {
                mistakes++;
                cache.forget(key);
                cache.learn(arc(now, key), truth);
            }
            assertThat(cache.find(key).orElse(truth)).isEqualTo(truth);
        }
        assertThat(mistakes).isLessThanOrEqualTo(old.size() + now.size());
    }

    @Example
    void whatWasNotUsedForLongestGoesFirst() {
        RangeCache cache = new RangeCache(2);
        cache.learn(new KeyRange(point(0), point(4)), List.of(node(point(4))));
        cache.learn(new KeyRange(point(4), point(8)), List.of(node(point(8))));
        assertThat(cache.find(point(3))).isPresent();
        cache.learn(new KeyRange(point(8), point(12)), List.of(node(point(12))));
        assertThat(cache.find(point(3))).isPresent();
        assertThat(cache.find(point(7))).isEmpty();
    }

    private static KeyRange arc(TreeSet<Key> nodes, Key key) {
        Key end = successor(nodes, key);
        Key before = nodes.lower(end) == null ? nodes.last() : nodes.lower(end);
        return new KeyRange(before, end);
    }

    private static Key successor(TreeSet<Key> nodes, Key key) {
        Key next = nodes.ceiling(key);
        return next == null ? nodes.first() : next;
    }

    private static NodeRef node(Key id) {
        return new NodeRef(id, new Address("host", 1));
    }

    private static Key point(int number) {
        Key point = Key.ZERO;
        for (int i = 0; i < number; i++) {
            point = SPACE.next(point);
        }
        return point;
    }
}
