using System.Collections.Concurrent;
using System.IO.Pipes;

namespace TrainingCamp.TestHost;

/// <summary>A program to run.</summary>
/// <param name="Stay">Whether another request may follow.</param>
internal sealed record Request(string Assembly, bool Stay, string[] Arguments);

/// <summary>What camp asks for, over a pipe. When camp goes, however it goes, the pipe closes, and this process ends.</summary>
internal sealed class Requests
{
    private readonly BlockingCollection<Request> _requests = [];

    /// <param name="handle">As camp has passed it on the command line.</param>
    public Requests(string handle)
    {
        var pipe = new AnonymousPipeClientStream(PipeDirection.In, handle);
        new Thread(() => Read(pipe)) { IsBackground = true, Name = "camp" }.Start();
    }

    /// <summary>The next one. Waits until camp sends it.</summary>
    public Request Next() => _requests.Take();

    private void Read(Stream pipe)
    {
        try
        {
            using var reader = new BinaryReader(pipe);
            while (true)
            {
                var (assembly, stay) = (reader.ReadString(), reader.ReadBoolean());
                var arguments = new string[reader.ReadInt32()];
                for (var i = 0; i < arguments.Length; i++)
                    arguments[i] = reader.ReadString();
                _requests.Add(new Request(assembly, stay, arguments));
            }
        }
        catch (IOException)
        {
            // The end of the pipe.
        }

        ProcessGroup.End();
    }
}
