package dev.trellis.hibernate.entities.subclass;

import dev.trellis.hibernate.entities.base.Customer;
import jakarta.persistence.Entity;

@Entity
public class Wholesaler extends Customer {
    int discount;
}
