package dev.trellis.retail.model;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A setting that a store can change without a new release; its name contains dots. */
@Entity
@Table(name = "setting", comment = "what a store may configure without a new release, one row a setting")
public class Setting {

    @Id
    @Column(name = "name", length = 100, comment = "dotted, e.g. retail.products.key_field")
    private String name;

    @Column(name = "\"value\"", length = Integer.MAX_VALUE)
    private String value;

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getValue() {
        return value;
    }

    public void setValue(String value) {
        this.value = value;
    }
}
