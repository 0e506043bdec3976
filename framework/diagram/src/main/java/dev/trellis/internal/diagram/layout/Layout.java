package dev.trellis.internal.diagram.layout;

import java.util.List;

/**
 * Boxes with their positions, and routes of lines.
 *
 * @param width the width of the drawing
 * @param height the height of the drawing
 * @param places the upper left corner of each box, in the order in which the boxes were given
 * @param routes the corners of each line, in the order in which the lines were given
 */
public record Layout(int width, int height, List<Point> places, List<List<Point>> routes) {
    public Layout {
        places = List.copyOf(places);
        routes = List.copyOf(routes);
    }

    /** A point; y grows downwards. */
    public record Point(int x, int y) {
        Point plus(int dx, int dy) {
            return new Point(x + dx, y + dy);
        }
    }

    /** The size of a box. */
    public record Size(int width, int height) {}

    /**
     * A line between two boxes.
     *
     * @param from the position of the first box in the list of boxes
     * @param to the position of the second box
     */
    public record Line(int from, int to) {}
}
