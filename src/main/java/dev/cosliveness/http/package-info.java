/** The HTTP functions (contract, section 6), with one meaning whichever way a request comes. */
package dev.cosliveness.http;
