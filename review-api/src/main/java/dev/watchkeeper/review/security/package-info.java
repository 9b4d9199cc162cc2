/** Who may do what: accounts, tokens, roles, sign-in, headers. */
@NullMarked
package dev.watchkeeper.review.security;

import org.jspecify.annotations.NullMarked;
