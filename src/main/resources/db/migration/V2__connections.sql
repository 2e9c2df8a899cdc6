CREATE TABLE connection (id uuid PRIMARY KEY);
