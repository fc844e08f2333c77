/**
 * One clock, one thing at a time: actors run real, blocking code on threads of their own, but only
 * one of them runs at any moment, and a seed decides which.
 */
@NullMarked
package io.crawlkeeper.simulation.world;

import org.jspecify.annotations.NullMarked;
