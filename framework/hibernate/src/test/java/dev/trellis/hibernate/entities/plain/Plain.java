package dev.trellis.hibernate.entities.plain;

public class Plain {}
