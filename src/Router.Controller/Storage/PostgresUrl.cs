using Npgsql;

namespace Router.Controller.Storage;

/// <summary>A URL of libpq as what Npgsql takes.</summary>
internal static class PostgresUrl
{
    private const int UsualPort = 5432;

    /// <param name="url"><c>postgres://USER:PASSWORD@HOST:PORT/DATABASE?sslmode=MODE&amp;host=FOLDER</c>.</param>
    /// <exception cref="FormatException">It names no database, or has an option that is not known.</exception>
    public static string Connection(Uri url)
    {
        var (user, password) = url.UserInfo.Split(':', 2) is [var name, var secret] ? (name, secret) : (url.UserInfo, "");
        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = url.Host.Length > 0 ? url.Host : "localhost",
            Port = url.Port > 0 ? url.Port : UsualPort,
            Database = Uri.UnescapeDataString(url.AbsolutePath.TrimStart('/')),
        };
        if (user.Length > 0)
            connection.Username = Uri.UnescapeDataString(user);
        if (password.Length > 0)
            connection.Password = Uri.UnescapeDataString(password);
        if (connection.Database.Length == 0)
            throw new FormatException("the URL names no database: postgres://USER:PASSWORD@HOST/DATABASE");
        foreach (var option in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, value) = option.Split('=', 2) is [var left, var right] ? (left, Uri.UnescapeDataString(right)) : (option, "");
            if (key == "host" && value.Length > 0)
                connection.Host = value;
            else if (key == "sslmode" && Enum.TryParse<SslMode>(value.Replace("-", "", StringComparison.Ordinal), true, out var mode))
                connection.SslMode = mode;
            else
                throw new FormatException($"'{option}' is no option of a storage: sslmode=MODE and host=FOLDER are");
        }
        return connection.ConnectionString;
    }
}
