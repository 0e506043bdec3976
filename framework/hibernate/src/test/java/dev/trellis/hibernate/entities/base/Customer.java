package dev.trellis.hibernate.entities.base;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;

@Entity
public class Customer {
    @Id
    @GeneratedValue
    Long id;

    @jakarta.persistence.ManyToOne
    Region region;
}
