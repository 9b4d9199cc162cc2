/** Log lines to severities and templates: a bounded streaming parser. */
@NullMarked
package dev.watchkeeper.jobs.features.logs;

import org.jspecify.annotations.NullMarked;
