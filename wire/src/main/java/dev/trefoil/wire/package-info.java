/**
 * The protobuf schemas of everything that crosses a network (in the packages below), and how the values that all
 * protocols share are written in them.
 */
@NullMarked
package dev.trefoil.wire;

import org.jspecify.annotations.NullMarked;
