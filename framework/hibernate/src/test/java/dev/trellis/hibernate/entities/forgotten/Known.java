package dev.trellis.hibernate.entities.forgotten;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

@Entity
public class Known {
    @Id
    long id;

    @jakarta.persistence.OneToOne
    @jakarta.persistence.MapsId
    dev.trellis.hibernate.entities.base.Customer customer;
}
