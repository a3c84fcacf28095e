namespace Router.Controller.Storage;

/// <summary>Where a controller keeps what it knows.</summary>
internal abstract record StoragePlace
{
    private StoragePlace()
    {
    }

    /// <summary>Nowhere: for tries.</summary>
    public sealed record Memory : StoragePlace;

    /// <summary>In one file of SQLite; one controller alone.</summary>
    /// <param name="Path">Null: <c>controller.db</c> in the controller's folder.</param>
    public sealed record OneFile(string? Path) : StoragePlace;

    /// <summary>In PostgreSQL; as many controllers as there are.</summary>
    /// <param name="Connection">As Npgsql has it.</param>
    public sealed record Postgres(string Connection) : StoragePlace
    {
        // A password may stand in it.
        public override string ToString() => "postgres";
    }

    /// <summary><c>memory</c>, <c>file</c>, <c>file:PATH</c> or <c>postgres://USER:PASSWORD@HOST:PORT/DATABASE</c>.</summary>
    /// <exception cref="FormatException">It is none of these.</exception>
    public static StoragePlace Parse(string text)
    {
        if (text == "memory")
            return new Memory();
        if (text == "file")
            return new OneFile(null);
        if (text.StartsWith("file:", StringComparison.Ordinal) && text.Length > "file:".Length)
            return new OneFile(text["file:".Length..]);
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "postgres" or "postgresql")
            return new Postgres(PostgresUrl.Connection(url));
        throw new FormatException($"'{text}' is no storage: memory, file, file:PATH or postgres://USER:PASSWORD@HOST/DATABASE");
    }
}
