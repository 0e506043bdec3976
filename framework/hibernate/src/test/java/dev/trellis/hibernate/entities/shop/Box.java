package dev.trellis.hibernate.entities.shop;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;

@Entity
public class Box {
    @Id
    long id;

    @ManyToOne
    Shelf shelf;
}
