package dev.trefoil.node.replication;

import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.NodeRef;
import java.util.List;
import java.util.Map;

/** The other virtual nodes of this process, with which it shares one store. Called on the loop, answers at once. */
public interface Siblings {

    /** Those that are members now. */
    List<NodeRef> members();

    /** Where within {@code range} each of them has all there is, and answers for it; only those that do somewhere. */
    Map<NodeRef, List<KeyRange>> answering(KeyRange range);

    /** Whether one of the others is responsible for {@code key}, so that what the store holds for it is no stray. */
    boolean cover(Key key);
}
