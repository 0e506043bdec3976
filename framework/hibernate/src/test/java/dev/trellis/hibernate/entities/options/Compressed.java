package dev.trellis.hibernate.entities.options;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

@Entity
public class Compressed {
    @Id
    long id;

    @Column(options = "compression lz4")
    String text;
}
