package dev.trefoil.spi;

/**
 * A message that asks for an answer.
 *
 * @param <R> what the answer is
 */
public interface Request<R extends Message> extends Message {}
