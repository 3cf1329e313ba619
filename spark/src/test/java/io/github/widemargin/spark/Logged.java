package io.github.widemargin.spark;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** What a class logs in this process while it is open. */
final class Logged implements AutoCloseable {
    private final Logger logger;
    private final Level level;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final AbstractAppender appender = new AbstractAppender("logged", null, null, true, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
            String line = event.getMessage().getFormattedMessage();
            lines.add(line);
            listener.accept(line);
        }
    };
    private final Consumer<String> listener;

    /** From warnings on. */
    Logged(Class<?> of) {
        this(of, Level.WARN, line -> {});
    }

    /** From a level on; the listener is called by who logs, which waits for it. */
    Logged(Class<?> of, Level from, Consumer<String> listener) {
        this.listener = listener;
        logger = (Logger) LogManager.getLogger(of);
        level = logger.getLevel();
        appender.start();
        logger.addAppender(appender);
        logger.setLevel(from);
    }

    /** The lines about scalar kernels. */
    List<String> scalar() {
        return lines.stream().filter(line -> line.contains("scalar kernels")).toList();
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }

    @Override
    public void close() {
        logger.removeAppender(appender);
        logger.setLevel(level);
    }
}
