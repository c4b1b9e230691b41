/**
 * A page on which a person can put videos into the sandbox's bucket and watch what becomes of them.
 * Whatever it does to the bucket it does as an uploader would, over signed HTTP; what it shows it
 * reads from the sandbox's own records. It is for the person at this machine only.
 */
package dev.cosliveness.sandbox.console;
