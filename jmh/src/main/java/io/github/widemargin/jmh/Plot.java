package io.github.widemargin.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** Small SVG plots that follow the reader's light or dark setting. */
final class Plot {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 330;
    private static final int LEFT = 52;
    private static final int RIGHT = 12;
    private static final int TOP = 54;
    private static final int BOTTOM = 44;

    private final StringBuilder svg = new StringBuilder();
    private final double top; // of the scale

    /** A named row of values; NaN leaves a bar out. */
    record Series(String name, double[] values) {}

    private Plot(String title, String unit, double largest) {
        this(title, unit, step(largest), largest, Plot::number);
    }

    /** A line of the grid, and what is written beside it, at each step. */
    private Plot(String title, String unit, double step, double largest, DoubleFunction<String> text) {
        top = Math.ceil(largest / step) * step;
        svg.append(String.format(Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">
                <title>%s</title>
                <style>
                  text { fill: #1f2328 } .grid { stroke: #d1d9e0 } .back { fill: #ffffff }
                  .f0 { fill: #0969da } .f1 { fill: #d4742c } .f2 { fill: #8c959f }
                  .l0 { stroke: #0969da } .l1 { stroke: #d4742c } .l2 { stroke: #8c959f }
                  @media (prefers-color-scheme: dark) {
                    text { fill: #e6edf3 } .grid { stroke: #3d444d } .back { fill: #0d1117 }
                    .f0 { fill: #4493f8 } .f1 { fill: #e3915c } .f2 { fill: #7d8590 }
                    .l0 { stroke: #4493f8 } .l1 { stroke: #e3915c } .l2 { stroke: #7d8590 }
                  }
                </style>
                <rect class="back" width="%d" height="%d"/>
                <text x="%d" y="18" font-weight="bold" font-size="14">%s</text>
                """, WIDTH, HEIGHT, title, WIDTH, HEIGHT, LEFT, title));
        for (double v = 0; v <= top + step / 2; v += step) {
            add("<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>", LEFT, WIDTH - RIGHT, y(v), y(v));
            add("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>", LEFT - 6, y(v) + 4, text.apply(v));
        }
        add("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>", WIDTH - RIGHT, 18, unit);
    }

    /** Groups of bars, one for each label, which may have two lines. */
    static void bars(Path file, String title, String unit, List<String> labels, List<Series> all) throws IOException {
        Plot plot = new Plot(title, unit, largest(all));
        plot.legend(all);
        double group = (double) (WIDTH - LEFT - RIGHT) / labels.size();
        double width = group * 0.8 / all.size();
        for (int i = 0; i < labels.size(); i++) {
            double x = LEFT + group * i + group * 0.1;
            for (int n = 0; n < all.size(); n++) {
                double value = all.get(n).values()[i];
                if (Double.isNaN(value)) {
                    continue;
                }
                double y = plot.y(value);
                double left = x + n * width;
                plot.add(
                        "<rect class=\"f%d\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
                        n, left, y, width - 2, plot.y(0) - y);
                plot.add(
                        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\" font-size=\"10\">%.2f</text>",
                        left + width / 2 - 1, y - 3, value);
            }
            String[] parts = labels.get(i).split("\n");
            for (int n = 0; n < parts.length; n++) {
                plot.add(
                        "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" font-size=\"11\">%s</text>",
                        LEFT + group * (i + 0.5), HEIGHT - BOTTOM + 16 + 14 * n, parts[n]);
            }
        }
        plot.write(file);
    }

    /** Lines over x, which ascends. */
    static void lines(Path file, String title, String unit, String label, int[] x, List<Series> all)
            throws IOException {
        Plot plot = new Plot(title, unit, largest(all));
        plot.legend(all);
        double scale = (double) (WIDTH - LEFT - RIGHT - 20) / (x[x.length - 1] - x[0]);
        for (int n = 0; n < all.size(); n++) {
            StringBuilder points = new StringBuilder();
            for (int i = 0; i < x.length; i++) {
                double at = LEFT + 10 + (x[i] - x[0]) * scale;
                points.append(String.format(
                        Locale.ROOT, "%.1f,%.1f ", at, plot.y(all.get(n).values()[i])));
            }
            plot.add("<polyline class=\"l%d\" fill=\"none\" stroke-width=\"2\" points=\"%s\"/>", n, points);
        }
        int every = Math.max(1, x.length / 10);
        for (int i = 0; i < x.length; i += every) {
            plot.add(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>",
                    LEFT + 10 + (x[i] - x[0]) * scale, HEIGHT - BOTTOM + 18, x[i]);
        }
        plot.add("<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>", WIDTH / 2, HEIGHT - 8, label);
        plot.write(file);
    }

    /** Lines over x from 1 to a power of ten, both axes logarithmic. */
    static void logarithms(Path file, String title, String unit, String label, int[] x, List<Series> all)
            throws IOException {
        double lowest = Double.POSITIVE_INFINITY;
        for (Series series : all) {
            for (double value : series.values()) {
                lowest = Math.min(lowest, value);
            }
        }
        double bottom = Math.floor(Math.log10(lowest));
        double decades = Math.ceil(Math.log10(largest(all))) - bottom;
        Plot plot = new Plot(title, unit, 1, decades, decade -> "10" + superscript((int) (decade + bottom)));
        plot.legend(all);
        double scale = (WIDTH - LEFT - RIGHT - 20) / Math.log10(x[x.length - 1]);
        for (int n = 0; n < all.size(); n++) {
            StringBuilder points = new StringBuilder();
            for (int i = 0; i < x.length; i++) {
                double value = Math.log10(all.get(n).values()[i]) - bottom;
                points.append(
                        String.format(Locale.ROOT, "%.1f,%.1f ", LEFT + 10 + Math.log10(x[i]) * scale, plot.y(value)));
            }
            plot.add("<polyline class=\"l%d\" fill=\"none\" stroke-width=\"2\" points=\"%s\"/>", n, points);
        }
        for (int power = 1; power <= x[x.length - 1]; power *= 10) {
            plot.add(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>",
                    LEFT + 10 + Math.log10(power) * scale, HEIGHT - BOTTOM + 18, power);
        }
        plot.add("<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>", WIDTH / 2, HEIGHT - 8, label);
        plot.write(file);
    }

    private static String superscript(int number) {
        StringBuilder text = new StringBuilder(number < 0 ? "⁻" : "");
        for (char digit : Integer.toString(Math.abs(number)).toCharArray()) {
            text.append("⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(digit - '0'));
        }
        return text.toString();
    }

    private void legend(List<Series> all) {
        int x = LEFT;
        for (int n = 0; n < all.size(); n++) {
            add("<rect class=\"f%d\" x=\"%d\" y=\"28\" width=\"10\" height=\"10\"/>", n, x);
            add("<text x=\"%d\" y=\"37\">%s</text>", x + 15, all.get(n).name());
            x += 40 + 7 * all.get(n).name().length();
        }
    }

    private static double largest(List<Series> all) {
        double largest = 0;
        for (Series series : all) {
            for (double value : series.values()) {
                largest = Double.isNaN(value) ? largest : Math.max(largest, value);
            }
        }
        return largest;
    }

    private static double step(double largest) {
        double step = Math.pow(10, Math.floor(Math.log10(largest)));
        return largest / step < 2 ? step / 5 : largest / step < 5 ? step / 2 : step;
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? Long.toString((long) value)
                : String.format(
                        Locale.ROOT, Math.abs(value * 10 - Math.rint(value * 10)) < 1e-9 ? "%.1f" : "%.2f", value);
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / top;
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private void write(Path file) throws IOException {
        Files.writeString(file, svg.append("</svg>\n"));
    }
}
