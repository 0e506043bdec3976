package dev.trellis.retail.model;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A role of users, e.g. Administrator or Buyer. */
@Entity
@Table(name = "role", comment = "what users are to the programs; the three standard roles are in every installation")
public class Role {

    @Id
    @GeneratedValue(strategy = GenerationType.UUID)
    @Column(name = "uuid")
    private UUID uuid;

    @Column(name = "name", length = 100, nullable = false, unique = true)
    private String name;

    @Column(name = "notes", length = Integer.MAX_VALUE)
    private String notes;

    @OneToMany(mappedBy = "role")
    private List<Permission> permissions = new ArrayList<>();

    public UUID getUuid() {
        return uuid;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getNotes() {
        return notes;
    }

    public void setNotes(String notes) {
        this.notes = notes;
    }

    public List<Permission> getPermissions() {
        return permissions;
    }
}
