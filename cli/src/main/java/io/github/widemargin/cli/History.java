package io.github.widemargin.cli;

import io.github.widemargin.Epoch;
import io.github.widemargin.EpochListener;
import io.github.widemargin.model.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The epochs of a training, as a table with commas. */
final class History implements EpochListener {
    private static final String HEADER = "epoch,seconds,primal,dual,violators,skipped";

    record Line(int epoch, double seconds, double primal, double dual, int violators, int skipped) {}

    final List<Line> lines = new ArrayList<>();

    @Override
    public void epochEnded(Epoch e) {
        lines.add(new Line(e.epoch(), e.seconds(), e.primal(), e.dual(), e.violators(), e.skipped()));
    }

    void write(Path path) throws IOException {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        for (Line line : lines) {
            text.append(String.format(
                    Locale.ROOT,
                    "%d,%.6f,%s,%s,%d,%d\n",
                    line.epoch(),
                    line.seconds(),
                    line.primal(),
                    line.dual(),
                    line.violators(),
                    line.skipped()));
        }
        WholeFile.write(path, ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    static History read(Path path) throws IOException {
        List<String> text;
        try {
            text = Files.readAllLines(path);
        } catch (CharacterCodingException e) {
            throw new IOException(path + ": not a history of a training, not even text", e);
        }
        if (text.isEmpty() || !text.get(0).equals(HEADER)) {
            throw new IOException(path + ": line 1: not a history of a training: its columns are " + HEADER);
        }
        History history = new History();
        for (int n = 1; n < text.size(); n++) {
            String[] cells = text.get(n).split(",", -1);
            try {
                history.lines.add(new Line(
                        Integer.parseInt(cells[0]),
                        Double.parseDouble(cells[1]),
                        Double.parseDouble(cells[2]),
                        Double.parseDouble(cells[3]),
                        Integer.parseInt(cells[4]),
                        Integer.parseInt(cells[5])));
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw new IOException(path + ": line " + (n + 1) + ": six numbers expected: " + text.get(n), e);
            }
        }
        if (history.lines.isEmpty()) {
            throw new IOException(path + ": no epochs to show");
        }
        return history;
    }
}
