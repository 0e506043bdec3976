package dev.trellis.retail.model;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.UUID;

/** A permission that a role grants to its users. */
@Entity
@Table(name = "permission", comment = "what the members of a role may do")
@IdClass(Permission.Key.class)
public class Permission {

    @Id
    @ManyToOne(optional = false, fetch = FetchType.LAZY)
    @JoinColumn(name = "role_uuid", nullable = false, foreignKey = @ForeignKey(options = "on delete cascade"))
    private Role role;

    @Id
    @Column(name = "permission", length = 200, comment = "dotted, e.g. products.edit")
    private String name;

    public Role getRole() {
        return role;
    }

    public void setRole(Role role) {
        this.role = role;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    /** The primary key. */
    public record Key(UUID role, String name) implements Serializable {}
}
