package dev.watchkeeper.review.evidence;

/**
 * A model that judges now.
 *
 * @param reference name@version
 * @param series how many series it judges
 * @param entities how many entities it judges
 */
public record LiveModel(String reference, int series, int entities) {}
