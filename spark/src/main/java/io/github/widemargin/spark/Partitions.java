package io.github.widemargin.spark;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rows of a training in blocks, and the dual variables, each in a cached RDD; and the jobs on them. */
final class Partitions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MulticlassLinearSVC.class);

    private final JavaSparkContext context;
    private final int depth;
    private final JavaRDD<RowBlock> blocks;
    private final JavaRDD<RowBlock> parts;
    private JavaRDD<PartState> states;
    private final int nonEmpty;
    private boolean warned;

    /**
     * Packs rows.
     *
     * @param most how many partitions there are to be at most
     * @param depth of the tree by which answers are added up
     */
    Partitions(
            JavaSparkContext context,
            JavaRDD<Row> rows,
            RowBlocks.Layout layout,
            StorageLevel level,
            int most,
            int depth) {
        this.context = context;
        this.depth = depth;
        blocks = rows.mapPartitions(partition -> new RowBlocks(partition, layout))
                .setName("widemargin rows");
        blocks.persist(level);
        try {
            long filled = blocks.mapPartitions(partition -> List.of(partition.hasNext() ? consume(partition) : 0)
                            .iterator())
                    .filter(count -> count > 0)
                    .count();
            parts = blocks.getNumPartitions() > most ? blocks.coalesce(most) : blocks;
            nonEmpty = Math.clamp(filled, 1, parts.getNumPartitions());
        } catch (Throwable e) { // Scala throws SparkException unchecked
            blocks.unpersist(false);
            throw e;
        }
    }

    private static int consume(Iterator<RowBlock> partition) {
        int count = 0;
        for (; partition.hasNext(); count++) {
            partition.next();
        }
        return count;
    }

    /** Partitions that have rows, at most. */
    int count() {
        return nonEmpty;
    }

    /** Gives every partition what it knows of its rows, and variables if it keeps some. */
    void begin(Problem problem, boolean keeps) {
        states = parts.mapPartitionsWithIndex(
                (part, partition) -> List.of(new PartState(problem, list(partition), part, keeps))
                        .iterator(),
                true);
        states.setName("widemargin dual variables").persist(StorageLevel.MEMORY_ONLY());
    }

    /** Asks all partitions, and adds up what they answer. */
    Reply ask(Request request, Request.Content content) {
        Broadcast<Request.Content> broadcast = context.broadcast(content);
        try {
            JavaRDD<Reply> replies = parts.zipPartitions(
                    states,
                    (partition, state) -> List.of(answer(list(partition), state.next(), request, broadcast.value()))
                            .iterator());
            Reply reply = replies.treeAggregate(new Reply(), Reply::add, Reply::add, depth);
            warnOfScalar(reply.scalar);
            return reply;
        } finally {
            broadcast.destroy();
        }
    }

    private void warnOfScalar(boolean scalar) {
        if (scalar && !warned) {
            warned = true;
            LOG.warn("executors run scalar kernels, many times slower; for the fast ones set "
                    + "spark.executor.extraJavaOptions, or spark.driver.extraJavaOptions in local mode, to "
                    + "--add-modules=jdk.incubator.vector");
        }
    }

    private static Reply answer(List<RowBlock> blocks, PartState state, Request request, Request.Content content) {
        return state.answer(blocks, request, content, TaskContext.get().cpus()).seal();
    }

    private static List<RowBlock> list(Iterator<RowBlock> partition) {
        List<RowBlock> list = new ArrayList<>();
        partition.forEachRemaining(list::add);
        return list;
    }

    /** How many executors work. */
    int executors() {
        return Math.max(1, context.sc().getExecutorMemoryStatus().size() - 1);
    }

    @Override
    public void close() {
        if (states != null) {
            states.unpersist(false);
        }
        blocks.unpersist(false);
    }
}
