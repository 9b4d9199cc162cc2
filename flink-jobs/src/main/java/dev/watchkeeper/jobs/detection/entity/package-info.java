/** Pure: what an entity's windows come to: presence, silence, evidence, what the entity model is fed with. */
@NullMarked
package dev.watchkeeper.jobs.detection.entity;

import org.jspecify.annotations.NullMarked;
