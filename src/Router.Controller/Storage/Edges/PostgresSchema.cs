using Npgsql;

namespace Router.Controller.Storage.Edges;

/// <summary>Makes tables and queries in a database; several controllers may begin at once.</summary>
internal static class PostgresSchema
{
    /// <summary>Whoever makes them holds this lock of PostgreSQL: a number of our own.</summary>
    private const long MakingLock = 0x726f75746572;

    /// <exception cref="NpgsqlException">The database is not reached, or the user may not make tables.</exception>
    public static async Task MakeAsync(string connection)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var open = await source.OpenConnectionAsync();
        await using var transaction = await open.BeginTransactionAsync();
        var making = $"select pg_advisory_xact_lock({MakingLock}); {PostgresQueries.Tables}";
        await using (var tables = new NpgsqlCommand(making, open, transaction))
            await tables.ExecuteNonQueryAsync();
        foreach (var (key, text) in PostgresQueries.All)
        {
            await using var query = new NpgsqlCommand(
                "insert into orleansquery values ($1, $2) on conflict (querykey) do update set querytext = excluded.querytext",
                open, transaction)
            {
                Parameters = { new() { Value = key }, new() { Value = text } },
            };
            await query.ExecuteNonQueryAsync();
        }
        await transaction.CommitAsync();
    }
}
