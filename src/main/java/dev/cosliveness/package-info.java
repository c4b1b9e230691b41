/** The functions, their settings and how the parts are put together. */
package dev.cosliveness;
