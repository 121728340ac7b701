package parley.bench;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.util.Locale;
import org.jfree.chart.ChartUtils;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** A picture of how something grows, one line for each server; both axes are logarithmic. */
final class Plot {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 520;
    private static final float LINE = 2.5f;

    private final String name;
    private final String title;
    private final LogAxis across;
    private final LogAxis up;
    private final XYSeriesCollection lines = new XYSeriesCollection();

    /** @param name of the file */
    Plot(String name, String title, String across, String up) {
        this.name = name;
        this.title = title;
        this.across = axis(across);
        this.up = axis(up);
    }

    private static LogAxis axis(String label) {
        LogAxis axis = new LogAxis(label);
        axis.setTickUnit(new NumberTickUnit(1));
        axis.setNumberFormatOverride(NumberFormat.getIntegerInstance(Locale.ROOT));
        return axis;
    }

    /** Adds a point to a line. What is not above 0 has no place here and is left out. */
    void add(String line, double x, double y) {
        if (x <= 0 || y <= 0) {
            return;
        }
        int index = lines.getSeriesIndex(line);
        XYSeries series;
        if (index < 0) {
            series = new XYSeries(line);
            lines.addSeries(series);
        } else {
            series = lines.getSeries(index);
        }
        series.add(x, y);
    }

    /** Writes {@code NAME.png} into a folder, which is made when it is missing. */
    void write(Path folder) {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();
        renderer.setDefaultStroke(new BasicStroke(LINE));
        renderer.setAutoPopulateSeriesStroke(false);
        XYPlot plot = new XYPlot(lines, across, up, renderer);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setDomainGridlinePaint(Color.LIGHT_GRAY);
        plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
        JFreeChart chart = new JFreeChart(title, plot);
        chart.setBackgroundPaint(Color.WHITE);
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve(name + ".png");
            ChartUtils.saveChartAsPNG(file.toFile(), chart, WIDTH, HEIGHT);
            System.out.println("Plot: " + file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
