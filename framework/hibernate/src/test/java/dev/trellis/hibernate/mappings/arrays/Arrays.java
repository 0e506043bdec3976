package dev.trellis.hibernate.mappings.arrays;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.List;

public final class Arrays {
    @Entity(name = "ArrayRow")
    static class ArrayRow {
        @Id
        long id;

        int[] numbers;
        Long[] longs;

        @Column(length = 20)
        String[] tags;

        List<String> words;
        double[] weights;
    }
}
