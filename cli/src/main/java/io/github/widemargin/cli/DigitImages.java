package io.github.widemargin.cli;

import io.github.widemargin.Samples;
import io.github.widemargin.data.LabeledSamples;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.SplittableRandom;

/** Pictures of the digits 0 to 9 in several fonts, shifted, turned, sheared, scaled and noisy: 28 × 28 pixels in [0, 1]. */
final class DigitImages {
    static final int SIDE = 28;
    static final int DIGITS = 10;

    private static final String[] FAMILIES = {Font.SANS_SERIF, Font.SERIF, Font.MONOSPACED};
    private static final int[] STYLES = {Font.PLAIN, Font.BOLD, Font.ITALIC, Font.BOLD | Font.ITALIC};
    private static final double DIGIT_HEIGHT = 18;

    private final SplittableRandom random;
    private final BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
    private final Graphics2D canvas = image.createGraphics();

    DigitImages(long seed) throws IOException {
        random = new SplittableRandom(seed);
        try {
            outline(0, FAMILIES[0], STYLES[0]);
        } catch (RuntimeException | LinkageError | InternalError e) { // which one depends on what is missing
            throw new IOException(
                    "the digits are drawn with fonts, and Java finds none: install fontconfig and a font, such as DejaVu",
                    e);
        }
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    }

    LabeledSamples draw(int size) {
        float[] x = new float[size * SIDE * SIDE];
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            labels[i] = random.nextInt(DIGITS);
            draw(labels[i], x, i * SIDE * SIDE);
        }
        return new LabeledSamples(Samples.dense(x, SIDE * SIDE), labels);
    }

    private void draw(int digit, float[] x, int at) {
        Shape outline =
                outline(digit, FAMILIES[random.nextInt(FAMILIES.length)], STYLES[random.nextInt(STYLES.length)]);
        Rectangle2D box = outline.getBounds2D();
        double size = DIGIT_HEIGHT / box.getHeight() * between(0.85, 1.15);
        AffineTransform place = new AffineTransform();
        place.translate(SIDE / 2.0 + between(-2, 2), SIDE / 2.0 + between(-2, 2));
        place.rotate(Math.toRadians(between(-12, 12)));
        place.shear(between(-0.2, 0.2), 0);
        place.scale(size * between(0.85, 1.15), size);
        place.translate(-box.getCenterX(), -box.getCenterY());

        canvas.setColor(Color.BLACK);
        canvas.fillRect(0, 0, SIDE, SIDE);
        canvas.setColor(Color.WHITE);
        canvas.fill(place.createTransformedShape(outline));
        double noise = between(0.02, 0.15);
        for (int a = 0; a < SIDE * SIDE; a++) {
            double ink = image.getRaster().getSample(a % SIDE, a / SIDE, 0) / 255.0;
            x[at + a] = (float) Math.clamp(ink + noise * random.nextGaussian(), 0, 1);
        }
    }

    private Shape outline(int digit, String family, int style) {
        return new Font(family, style, 24)
                .createGlyphVector(canvas.getFontRenderContext(), Integer.toString(digit))
                .getOutline();
    }

    private double between(double low, double high) {
        return random.nextDouble(low, high);
    }
}
