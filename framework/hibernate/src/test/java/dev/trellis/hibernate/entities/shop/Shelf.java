package dev.trellis.hibernate.entities.shop;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

@Entity
public class Shelf {
    @Id
    long id;

    String firstName;
}
