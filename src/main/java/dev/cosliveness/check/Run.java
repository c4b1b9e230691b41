package dev.cosliveness.check;

import dev.cosliveness.cos.CosBucket;
import dev.cosliveness.event.Invocation;

/** One check under way. */
record Run(CheckRequest request, Invocation invocation, CosBucket bucket, Stages stages) {}
