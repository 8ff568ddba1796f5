/** Who may see and do what over HTTP: tokens, roles, teams, and how often one may ask. Knows no web server. */
@NullMarked
package io.wattledger.access;

import org.jspecify.annotations.NullMarked;
