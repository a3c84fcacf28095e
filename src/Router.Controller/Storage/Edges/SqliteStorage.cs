using System.Globalization;
using Microsoft.Data.Sqlite;
using Orleans.Runtime;
using Orleans.Storage;

namespace Router.Controller.Storage.Edges;

/// <summary>States of grains in one file of SQLite, a row each. For one controller alone.</summary>
internal sealed class SqliteStorage : IGrainStorage, IDisposable
{
    private readonly SqliteConnection connection;
    private readonly IGrainStorageSerializer serializer;
    private readonly Lock gate = new();

    /// <exception cref="SqliteException">The file cannot be opened.</exception>
    public SqliteStorage(string path, IGrainStorageSerializer serializer)
    {
        this.serializer = serializer;
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        connection.Open();
        // What was answered with is on the disk.
        Run("pragma journal_mode = wal; pragma synchronous = full; pragma locking_mode = exclusive");
        Run("create table if not exists state (kind text, name text, version integer not null, content blob, primary key (kind, name))");
    }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        lock (gate)
        {
            using var command = Command("select version, content from state where kind = $kind and name = $name", stateName, grainId);
            using var reader = command.ExecuteReader();
            var isThere = reader.Read();
            grainState.RecordExists = isThere;
            grainState.ETag = isThere ? reader.GetInt64(0).ToString(CultureInfo.InvariantCulture) : null;
            grainState.State = isThere
                ? serializer.Deserialize<T>(new BinaryData(reader.GetFieldValue<byte[]>(1)))
                : Activator.CreateInstance<T>();
        }
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var content = serializer.Serialize(grainState.State).ToArray();
        lock (gate)
        {
            using var command = Command(
                grainState.ETag is null
                    ? "insert into state values ($kind, $name, 1, $content) on conflict do nothing returning version"
                    : "update state set version = version + 1, content = $content"
                        + " where kind = $kind and name = $name and version = $version returning version",
                stateName, grainId);
            command.Parameters.AddWithValue("$content", content);
            if (grainState.ETag is { } tag)
                command.Parameters.AddWithValue("$version", long.Parse(tag, CultureInfo.InvariantCulture));
            grainState.ETag = command.ExecuteScalar() is long version
                ? version.ToString(CultureInfo.InvariantCulture)
                : throw new InconsistentStateException($"somebody else wrote {grainId} in the same file");
            grainState.RecordExists = true;
        }
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        lock (gate)
        {
            using var command = Command("delete from state where kind = $kind and name = $name", stateName, grainId);
            command.ExecuteNonQuery();
        }
        (grainState.ETag, grainState.RecordExists, grainState.State) = (null, false, Activator.CreateInstance<T>());
        return Task.CompletedTask;
    }

    public void Dispose() => connection.Dispose();

    private SqliteCommand Command(string text, string kind, GrainId grain)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are the constants above.
        command.CommandText = text;
#pragma warning restore CA2100
        command.Parameters.AddWithValue("$kind", kind);
        command.Parameters.AddWithValue("$name", grain.ToString());
        return command;
    }

    private void Run(string text)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // As above.
        command.CommandText = text;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
