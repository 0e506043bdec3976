package dev.trellis.hibernate.entities.base;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

@Entity
public class Region {
    @Id
    long id;
}
