using System.Diagnostics;

namespace Router.Testing;

/// <summary>The machine's own programs, as an oracle.</summary>
public static class Programs
{
    /// <summary>
    /// Runs one to its end, with <paramref name="input"/> on its standard input; its exit code, standard output and error.
    /// </summary>
    public static (int Code, byte[] Output, string Error) Run(string program, IEnumerable<string> arguments, byte[]? input = null)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var writing = Task.Run(() =>
        {
            try
            {
                process.StandardInput.BaseStream.Write(input ?? []);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // It has heard enough.
            }
        });
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        Task.WaitAll(error, writing);
        return (process.ExitCode, output.ToArray(), error.Result);
    }
}
