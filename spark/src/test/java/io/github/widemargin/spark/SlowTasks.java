package io.github.widemargin.spark;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.TaskContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.SparkPlugin;

/** Lets the first attempt at some tasks wait before it begins. */
public final class SlowTasks implements SparkPlugin {
    private static final int OF_STAGES = 23;
    private static final long SECONDS = 20; // others are faster on any machine; it is killed when its copy is done

    @Override
    public DriverPlugin driverPlugin() {
        return null;
    }

    @Override
    public ExecutorPlugin executorPlugin() {
        return new ExecutorPlugin() {
            @Override
            public void onTaskStart() {
                TaskContext task = TaskContext.get();
                if (task.attemptNumber() == 0 && task.stageId() % OF_STAGES == task.partitionId()) {
                    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(SECONDS));
                }
            }
        };
    }
}
