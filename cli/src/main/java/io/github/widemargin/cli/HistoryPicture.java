package io.github.widemargin.cli;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Primal and dual closing in on each other. */
final class HistoryPicture {
    private HistoryPicture() {}

    static ByteBuffer png(List<History.Line> lines) throws IOException {
        XYChart chart = new XYChartBuilder()
                .width(900)
                .height(560)
                .title("The objective, and the bound below it")
                .xAxisTitle("seconds")
                .yAxisTitle("objective")
                .build();
        chart.getStyler()
                .setLegendPosition(LegendPosition.OutsideS)
                .setLegendLayout(LegendLayout.Horizontal)
                .setChartBackgroundColor(Color.WHITE)
                .setMarkerSize(5);
        // until one is computed, the primal is that of weights all zero
        History.Line last = lines.get(lines.size() - 1);
        List<History.Line> computed = lines.stream()
                .filter(line -> line.primal() < lines.get(0).primal() || line == last)
                .toList();
        add(chart, "primal", computed, History.Line::primal, new Color(0xC0392B));
        add(chart, "dual", lines, History.Line::dual, new Color(0x2471A3));
        double largest =
                computed.stream().mapToDouble(History.Line::primal).max().orElseThrow();
        chart.getStyler()
                .setXAxisMin(0.0)
                .setYAxisMin(0.0)
                .setYAxisMax(Math.min(1.1 * largest, 2 * last.primal())) // the first may be far above
                .setYAxisDecimalPattern("0.######");
        return Png.of(BitmapEncoder.getBufferedImage(chart));
    }

    private static void add(
            XYChart chart, String name, List<History.Line> lines, ToDoubleFunction<History.Line> value, Color color) {
        double[] seconds = lines.stream().mapToDouble(History.Line::seconds).toArray();
        double[] values = lines.stream().mapToDouble(value).toArray();
        XYSeries series = chart.addSeries(name, seconds, values);
        series.setLineColor(color);
        series.setLineStyle(new BasicStroke(2));
        series.setMarker(SeriesMarkers.CIRCLE);
        series.setMarkerColor(color);
    }
}
