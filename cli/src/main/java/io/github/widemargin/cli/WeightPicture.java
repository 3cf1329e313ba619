package io.github.widemargin.cli;

import io.github.widemargin.LinearSvm;
import io.github.widemargin.data.LabeledSamples;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The weights of every class as an image: red pixels speak for the class, blue ones against it. Above it what it saw. */
final class WeightPicture {
    private static final int ZOOM = 6;
    private static final int COLUMNS = 5;
    private static final int GAP = 16;
    private static final int CAPTION = 36;
    private static final int EXAMPLES = 4;
    private static final int TITLE = 48;

    private WeightPicture() {}

    /** A PNG for a model of images of side × side pixels, and the first it learned from. */
    static ByteBuffer png(LinearSvm model, int side, LabeledSamples learned) throws IOException {
        int cell = side * ZOOM;
        int rows = Math.ceilDiv(model.classes(), COLUMNS);
        BufferedImage picture = new BufferedImage(
                COLUMNS * (cell + GAP) + GAP, TITLE + rows * (cell + CAPTION + GAP) + GAP, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = picture.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        canvas.setColor(Color.WHITE);
        canvas.fillRect(0, 0, picture.getWidth(), picture.getHeight());
        canvas.setColor(Color.DARK_GRAY);
        canvas.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 16));
        canvas.drawString("What each class looks for: red pixels speak for it, blue ones against", GAP, 32);
        canvas.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 16));
        float[] w = model.weights();
        float largest = Float.MIN_NORMAL;
        for (float weight : w) {
            largest = Math.max(largest, Math.abs(weight));
        }
        for (int j = 0; j < model.classes(); j++) {
            int left = GAP + j % COLUMNS * (cell + GAP);
            int top = TITLE + j / COLUMNS * (cell + CAPTION + GAP);
            canvas.setColor(Color.DARK_GRAY);
            canvas.drawString(Integer.toString(model.labels()[j]), left, top + CAPTION - 12);
            drawExamples(canvas, left + cell, top, side, learned, model.labels()[j]);
            for (int k = 0; k < side * side; k++) {
                canvas.setColor(color(w[k * model.classes() + j] / largest));
                canvas.fillRect(left + k % side * ZOOM, top + CAPTION + k / side * ZOOM, ZOOM, ZOOM);
            }
        }
        canvas.dispose();
        return Png.of(picture);
    }

    /** The first images of a label, in their own size, from right to left. */
    private static void drawExamples(
            Graphics2D canvas, int right, int top, int side, LabeledSamples learned, int label) {
        int drawn = 0;
        for (int i = 0; i < learned.labels().length && drawn < EXAMPLES; i++) {
            if (learned.labels()[i] == label) {
                drawn++;
                float[] pixels = learned.samples().get(i);
                for (int k = 0; k < side * side; k++) {
                    float paper = 1 - pixels[k];
                    canvas.setColor(new Color(paper, paper, paper));
                    canvas.fillRect(right - drawn * (side + 4) + 4 + k % side, top + k / side, 1, 1);
                }
            }
        }
    }

    /** White at 0, red at 1, blue at -1; a root in between, as most weights are small. */
    private static Color color(float value) {
        float strength = (float) Math.pow(Math.abs(value), 0.7);
        float[] full = value > 0 ? new float[] {0.70f, 0.06f, 0.12f} : new float[] {0.10f, 0.30f, 0.66f};
        return new Color(1 - strength * (1 - full[0]), 1 - strength * (1 - full[1]), 1 - strength * (1 - full[2]));
    }
}
