/**
 * What is recorded but must not be read by everybody: sealed fields, sealed files and who the
 * sources are. {@link org.treuga.app.seal.Vault} keeps them under a key that lies elsewhere; {@link
 * org.treuga.app.seal.Sealing} puts digests into the record in their place (RFC 9901).
 */
@NullMarked
package org.treuga.app.seal;

import org.jspecify.annotations.NullMarked;
