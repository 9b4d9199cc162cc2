package dev.watchkeeper.review.queue;

/**
 * What a decision would do, exactly.
 *
 * @param notifies whether the receiver is told
 * @param receiver who is told
 * @param payload what they are told: JSON, byte for byte
 */
public record Proposal(boolean notifies, String receiver, String payload) {}
