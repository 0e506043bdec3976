package dev.trellis.hibernate.entities.broken;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

@Entity
public class Fine {
    @Id
    long id;
}
