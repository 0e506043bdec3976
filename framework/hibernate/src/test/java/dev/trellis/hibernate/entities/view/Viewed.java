package dev.trellis.hibernate.entities.view;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.annotations.View;

@Entity
@View(query = "select id from somewhere")
public class Viewed {
    @Id
    long id;
}
