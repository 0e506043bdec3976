package dev.trellis.hibernate.rooms;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "n_room")
public class Room {
    @Id
    private long id;

    @Column(length = 20, unique = true)
    private String name;

    @Column(name = "`value`")
    private Integer value;

    protected Room() {}

    public Room(long id, String name) {
        this.id = id;
        this.name = name;
    }

    public String name() {
        return name;
    }
}
